const EditPage = () => null;
export default EditPage;
