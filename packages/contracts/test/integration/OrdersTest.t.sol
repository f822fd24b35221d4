// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Allowance, BlockSeeds, Order, Seed, SignedOrder, State} from "../../src/interfaces/ConsensusTypes.sol";
import {IConsensusErrors} from "../../src/interfaces/IConsensusErrors.sol";
import {IOrders} from "../../src/interfaces/IOrders.sol";
import {ListId} from "../../src/types/ListId.sol";
import {TaskId} from "../../src/types/TaskId.sol";
import {Network} from "../Network.sol";

/// @notice An account that is a contract and says that it signed, or burns gas, or answers something else.
contract ContractPayer {
    bytes4 private immutable ANSWER;
    bool private immutable BURNS;

    constructor(bytes4 answer, bool burns) {
        (ANSWER, BURNS) = (answer, burns);
    }

    function isValidSignature(bytes32, bytes calldata) external view returns (bytes4) {
        while (BURNS) {}
        return ANSWER;
    }
}

/// @notice An account that answers with more than was asked for, as much as its gas buys, or with less than a word.
contract TalkativePayer {
    uint256 private immutable LENGTH;

    constructor(uint256 length) {
        LENGTH = length;
    }

    function isValidSignature(bytes32, bytes calldata) external view returns (bytes4) {
        (uint256 length, bytes32 answer) = (LENGTH, bytes32(bytes4(0x1626ba7e)));
        assembly ("memory-safe") {
            let free := mload(0x40)
            mstore(free, answer)
            return(free, length)
        }
    }
}

contract OrdersTest is Network {
    uint256 private constant PAYER_KEY = 77;
    uint256 private constant SESSION_KEY = 78;
    uint64 private constant DEPOSIT = 1e9;

    address private immutable PAYER = vm.addr(PAYER_KEY);
    address private immutable SESSION = vm.addr(SESSION_KEY);

    function setUp() public override {
        super.setUp();
        depositFor(PAYER);
    }

    function depositFor(address account) private {
        payingPrank(STRANGER, DEPOSIT);
        consensus.deposit{value: valueOf(DEPOSIT)}(account, DEPOSIT);
    }

    function signedBy(uint256 key, uint64 tip) private returns (SignedOrder memory signed) {
        signed = SignedOrder(orderOf(3), PAYER, address(0), tip, uint64(vm.getBlockTimestamp() + 60), "");
        sign(signed, key);
    }

    function sign(SignedOrder memory signed, uint256 key) private view {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, consensus.orderDigest(signed));
        signed.signature = abi.encodePacked(r, s, v);
    }

    function submit(SignedOrder memory signed) private returns (TaskId) {
        SignedOrder[] memory orders = new SignedOrder[](1);
        orders[0] = signed;
        noteAccount(address(this));
        return consensus.submitOrders(orders)[0];
    }

    /// @dev Nothing is added and nothing is paid, for this reason.
    function refused(SignedOrder memory signed, bytes memory reason) private {
        uint256 before = consensus.credit(signed.payer);
        vm.expectEmit(address(consensus));
        emit IOrders.OrderRefused(0, signed.payer, reason);
        assertTrue(submit(signed).isNone(), "no task");
        assertEq(consensus.credit(signed.payer), before, "nothing was paid");
    }

    /* THE PAYER */

    function test_submitOrders_addsATaskAndPaysTheTip(uint64 tip) public {
        tip = uint64(bound(tip, 0, DEPOSIT / 2));
        SignedOrder memory signed = signedBy(PAYER_KEY, tip);
        TaskId task = submit(signed);
        assertEq(uint256(consensus.getTask(task).state), uint256(State.Open), "open");
        assertEq(consensus.getTask(task).requester, PAYER, "the payer's");
        assertEq(consensus.credit(PAYER), DEPOSIT - feeOf(signed.order) - tip, "paid from the deposit");
        assertEq(consensus.credit(address(this)), tip, "tip");
    }

    function test_submitOrders_needsNoSignatureOfWhoBringsItsOwn() public {
        SignedOrder memory signed = signedBy(PAYER_KEY, 0);
        signed.signature = "";
        SignedOrder[] memory orders = new SignedOrder[](1);
        orders[0] = signed;
        vm.prank(PAYER);
        assertTrue(!consensus.submitOrders(orders)[0].isNone(), "added");
    }

    function test_submitOrders_refusesTheSameTwice() public {
        SignedOrder memory signed = signedBy(PAYER_KEY, 0);
        TaskId task = submit(signed);
        refused(signed, abi.encodeWithSelector(IConsensusErrors.TaskExists.selector, task));
    }

    function test_submitOrders_refusesAnotherSignature() public {
        refused(
            signedBy(99, 0), abi.encodeWithSelector(IConsensusErrors.InvalidOrderSignature.selector, PAYER, vm.addr(99))
        );
    }

    function test_submitOrders_refusesWhatComesTooLate() public {
        SignedOrder memory signed = signedBy(PAYER_KEY, 0);
        skip(61);
        refused(signed, abi.encodeWithSelector(IConsensusErrors.OrderExpired.selector, signed.deadline));
    }

    function test_submitOrders_takesWhatComesInTheLastSecond() public {
        SignedOrder memory signed = signedBy(PAYER_KEY, 0);
        skip(60);
        assertTrue(!submit(signed).isNone(), "in time");
    }

    function test_submitOrders_refusesWhatNobodySigned() public {
        SignedOrder memory signed = signedBy(PAYER_KEY, 0);
        signed.signature = "";
        refused(signed, abi.encodeWithSelector(IConsensusErrors.InvalidOrderSignature.selector, PAYER, address(0)));
    }

    function test_submitOrders_refusesAnotherSubmitter() public {
        SignedOrder memory signed = signedBy(PAYER_KEY, 0);
        signed.submitter = STRANGER;
        sign(signed, PAYER_KEY);
        refused(signed, abi.encodeWithSelector(IConsensusErrors.NotSubmitter.selector, STRANGER, address(this)));
    }

    function test_submitOrders_refusesWhatTheCreditDoesNotReach() public {
        SignedOrder memory signed = signedBy(PAYER_KEY, DEPOSIT);
        uint256 needed = feeOf(signed.order) + DEPOSIT;
        refused(signed, abi.encodeWithSelector(IConsensusErrors.CreditTooLow.selector, PAYER, DEPOSIT, needed));
    }

    function test_submitOrders_passesOverWhatFails() public {
        SignedOrder[] memory orders = new SignedOrder[](3);
        orders[0] = signedBy(99, 0);
        orders[1] = signedBy(PAYER_KEY, 0);
        orders[2] = orders[1];
        TaskId[] memory tasks = consensus.submitOrders(orders);
        assertTrue(tasks[0].isNone() && !tasks[1].isNone() && tasks[2].isNone(), "the second alone");
    }

    function test_submitOrder_isOnlyTheContractsOwn() public {
        SignedOrder memory signed = signedBy(PAYER_KEY, 0);
        expectError(abi.encodeWithSelector(IConsensusErrors.OnlySelf.selector));
        consensus.submitOrder(signed, STRANGER);
    }

    /* SESSION KEYS */

    function authorize(uint64 amount, uint64 until, ListId list) private {
        vm.prank(PAYER);
        consensus.authorize(SESSION, amount, until, list);
    }

    function test_authorize_letsAKeySpendItsAmountAndNoMore(uint64 amount) public {
        SignedOrder memory signed = signedBy(SESSION_KEY, 0);
        uint256 fee = feeOf(signed.order);
        amount = uint64(bound(amount, 0, 2 * fee));
        authorize(amount, type(uint64).max, ListId.wrap(0));
        if (amount < fee) {
            return refused(
                signed, abi.encodeWithSelector(IConsensusErrors.AllowanceExceeded.selector, PAYER, SESSION, amount, fee)
            );
        }
        assertTrue(!submit(signed).isNone(), "added");
        assertEq(consensus.allowance(PAYER, SESSION).amount, amount - fee, "used up");
    }

    function test_authorize_endsAtItsTime() public {
        uint64 until = uint64(vm.getBlockTimestamp() + 10);
        authorize(DEPOSIT, until, ListId.wrap(0));
        SignedOrder memory signed = signedBy(SESSION_KEY, 0);
        skip(10);
        refused(
            signed,
            abi.encodeWithSelector(
                IConsensusErrors.AllowanceExceeded.selector, PAYER, SESSION, DEPOSIT, feeOf(signed.order)
            )
        );
    }

    function test_authorize_holdsForItsList() public {
        authorize(DEPOSIT, type(uint64).max, ListId.wrap(keccak256("another")));
        SignedOrder memory signed = signedBy(SESSION_KEY, 0);
        refused(
            signed,
            abi.encodeWithSelector(
                IConsensusErrors.AllowanceExceeded.selector, PAYER, SESSION, DEPOSIT, feeOf(signed.order)
            )
        );
        authorize(DEPOSIT, type(uint64).max, listOf(MODEL));
        assertTrue(!submit(signed).isNone(), "its own");
    }

    /// @dev A stolen session key does not drain a deposit by tips.
    function test_S17_aSessionKeyTipsATenthAtMost() public {
        authorize(DEPOSIT, type(uint64).max, ListId.wrap(0));
        SignedOrder memory signed = signedBy(SESSION_KEY, 0);
        uint64 most = uint64(feeOf(signed.order) / 10);
        signed.tip = most + 1;
        sign(signed, SESSION_KEY);
        refused(signed, abi.encodeWithSelector(IConsensusErrors.TipTooHigh.selector, most + 1, most));
        signed.tip = most;
        sign(signed, SESSION_KEY);
        assertTrue(!submit(signed).isNone(), "a tenth");
    }

    function test_authorize_isTakenBack() public {
        authorize(DEPOSIT, type(uint64).max, ListId.wrap(0));
        authorize(0, 0, ListId.wrap(0));
        refused(
            signedBy(SESSION_KEY, 0),
            abi.encodeWithSelector(IConsensusErrors.InvalidOrderSignature.selector, PAYER, SESSION)
        );
        Allowance memory left = consensus.allowance(PAYER, SESSION);
        assertEq(left.amount, 0, "nothing");
    }

    /* CONTRACTS THAT PAY */

    function orderFor(address payer) private returns (SignedOrder memory signed) {
        depositFor(payer);
        signed = signedBy(99, 0);
        signed.payer = payer;
        sign(signed, 99);
    }

    function test_submitOrders_asksAContractWhetherItSigned() public {
        SignedOrder memory signed = orderFor(address(new ContractPayer(0x1626ba7e, false)));
        assertTrue(!submit(signed).isNone(), "added");
    }

    function test_submitOrders_refusesAContractThatDidNot() public {
        SignedOrder memory signed = orderFor(address(new ContractPayer(0xffffffff, false)));
        refused(
            signed, abi.encodeWithSelector(IConsensusErrors.InvalidOrderSignature.selector, signed.payer, vm.addr(99))
        );
    }

    /// @dev Whoever brings orders does not pay for what a payer's code does.
    function test_submitOrders_boundsWhatAContractMayBurn() public {
        SignedOrder memory signed = orderFor(address(new ContractPayer(0x1626ba7e, true)));
        uint256 before = gasleft();
        assertTrue(submit(signed).isNone(), "refused");
        assertLt(before - gasleft(), 400_000, "100,000 gas and the rest of the work");
    }

    /// @dev Nor for what it returns.
    function test_submitOrders_copiesAWordOfAnAnswer() public {
        SignedOrder memory signed = orderFor(address(new TalkativePayer(800_000)));
        uint256 before = gasleft();
        submit(signed);
        assertLt(before - gasleft(), 600_000, "its gas, and the rest of the work");
    }

    function test_submitOrders_refusesLessThanAWord(uint256 length) public {
        SignedOrder memory signed = orderFor(address(new TalkativePayer(bound(length, 0, 31))));
        refused(
            signed, abi.encodeWithSelector(IConsensusErrors.InvalidOrderSignature.selector, signed.payer, vm.addr(99))
        );
    }

    function test_submitOrders_takesAWordAndMore(uint256 length) public {
        SignedOrder memory signed = orderFor(address(new TalkativePayer(bound(length, 32, 1_000))));
        assertTrue(!submit(signed).isNone(), "added");
    }

    /* SEEDS */

    /// @dev Who brings somebody else's order chooses its block.
    function test_S6_othersOrdersTakeTheBeacon() public {
        p.blockSeeds = BlockSeeds.OwnOrders;
        consensus = deploy(p);
        openList(5, 0);
        depositFor(PAYER);
        refused(signedBy(PAYER_KEY, 0), abi.encodeWithSelector(IConsensusErrors.SeedRefused.selector, Seed.Block));
        add(orderOf(3));
        SignedOrder memory signed = signedBy(PAYER_KEY, 0);
        signed.order.seed = Seed.Beacon;
        sign(signed, PAYER_KEY);
        assertTrue(!submit(signed).isNone(), "by the beacon");
    }

    function test_addTask_refusesBlocksWhereNoneAreTaken() public {
        p.blockSeeds = BlockSeeds.Never;
        consensus = deploy(p);
        openList(5, 0);
        Order memory order = orderOf(3);
        payingPrank(REQUESTER, feeOf(order));
        expectError(abi.encodeWithSelector(IConsensusErrors.SeedRefused.selector, Seed.Block));
        consensus.addTask{value: valueOf(feeOf(order))}(order);
    }

    /* CREDIT */

    function test_withdraw_paysACredit() public {
        vm.prank(PAYER);
        consensus.withdraw();
        assertEq(assetOf(PAYER), uint256(DEPOSIT) * p.unit, "all of it");
        expectError(abi.encodeWithSelector(IConsensusErrors.NothingToWithdraw.selector, PAYER));
        vm.prank(PAYER);
        consensus.withdraw();
    }

    function test_deposit_takesExactlyWhatItSays(uint64 amount) public {
        amount = uint64(bound(amount, 1, 1e12));
        uint256 sent = valueOf(amount) + 1;
        vm.deal(STRANGER, sent);
        expectError(abi.encodeWithSelector(IConsensusErrors.WrongValue.selector, sent, valueOf(amount)));
        vm.prank(STRANGER);
        consensus.deposit{value: sent}(PAYER, amount);
    }

    /// @dev A stolen session key orders the cheapest task with the dearest round, to post the round itself: the round's
    /// tip counts as one.
    function test_S17_aSessionKeyDoesNotDrainByRoundTips() public {
        address payer = vm.addr(77);
        address key = vm.addr(78);
        uint64 allowed = 4e9;
        payingPrank(STRANGER, allowed);
        consensus.deposit{value: valueOf(allowed)}(payer, allowed);
        vm.prank(payer);
        consensus.authorize(key, allowed, type(uint64).max, listOf(MODEL));
        SignedOrder[] memory orders = new SignedOrder[](1);
        orders[0] = SignedOrder(orderOf(3), payer, address(0), 0, type(uint64).max, "");
        orders[0].order.seed = Seed.Beacon;
        orders[0].order.roundTip = uint32(allowed - 3 * p.minimumShare);
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(78, consensus.orderDigest(orders[0]));
        orders[0].signature = abi.encodePacked(r, s, v);
        uint256 most = 3 * uint256(p.minimumShare) / 10;
        vm.expectEmit(address(consensus));
        bytes memory reason =
            abi.encodeWithSelector(IConsensusErrors.TipTooHigh.selector, orders[0].order.roundTip, most);
        emit IOrders.OrderRefused(0, payer, reason);
        consensus.submitOrders(orders);
        orders[0].order.roundTip = uint32(most);
        (v, r, s) = vm.sign(78, consensus.orderDigest(orders[0]));
        orders[0].signature = abi.encodePacked(r, s, v);
        assertTrue(!consensus.submitOrders(orders)[0].isNone(), "a tenth of the shares is taken");
    }
}
